import process from 'node:process';
import {type Connection, createConnection, ProposedFeatures} from 'vscode-languageserver/node';

/** Gives the connection to the editor that started this process; it ends the process when the editor says so, or is gone. */
export const stdioConnection = (): Connection => createConnection(ProposedFeatures.all, process.stdin, process.stdout);
