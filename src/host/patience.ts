import process from 'node:process';
import {setFlagsFromString} from 'node:v8';

/** Eighteen times as long as usual: by then a short run is over, and a long one has lost nothing that could be measured. */
const patience = '--interrupt-budget=1200000';
/** The newest version of Node whose V8 has that flag. */
const newest = 20;

/** Has V8 wait longer before it optimises what runs often. */
export function bePatient(): void {
  if (Number.parseInt(process.versions.node, 10) <= newest) setFlagsFromString(patience);
}
