import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {markerIn} from '../../src/core/markers.ts';

const isNote = (text: string): boolean =>
  markerIn({text, start: 0, end: text.length, first: true, only: true, fresh: true}) !== undefined;

describe('a line that begins with a marker', () => {
  const things = [
    'TODO lists: app or paper?',
    'TODO lists are older than paper',
    'TODO list',
    'TODO-list fatigue',
    'TO-DO lists on the door',
    'TODO list apps all look the same to me by now',
    'TODO apps compared',
    'TODO app, the third one',
    'TODO app with offline support, in a weekend',
    'TODO comments are a debt that nobody counts',
    'TODO items that are older than a month are wishes.',
    'TODO managers promise calm.',
    'TODO list for the move',
    'TODO file or issue tracker?',
    'TODO board: three columns are enough',
  ];
  for (const line of things) it(`is about a thing: ${line}`, () => assert.equal(isNote(line), false));

  const notes = [
    'TODO list the apps that I tried',
    'TODO list all ingredients',
    'TODO comment on the price',
    'TODO file the receipts under their year',
    'TODO: lists of apps',
    'TODO - list of apps',
    'TODO app names',
    'TODO note the time',
    'TODO board game photos',
    'TODO tracker link',
    '[TODO list of apps]',
    'TODO ask Ines',
    'TODO',
    'TODO!',
    'FIXME list',
    'TBD lists',
  ];
  for (const line of notes) it(`is a note: ${line}`, () => assert.equal(isNote(line), true));
});
