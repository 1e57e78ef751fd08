import * as crypto from 'node:crypto';

/** Gives the SHA-256 of some bytes, or of a text in UTF-8, in hex. */
export const sha256 = (data: string | Uint8Array): string =>
  // in one call where Node has it, from 20.12 on: of a small file most of the time goes by around the hashing
  crypto.hash?.('sha256', data, 'hex') ?? beginSha256().update(data).digest('hex');

/** Begins the SHA-256 of what comes piece by piece. */
export const beginSha256 = (): crypto.Hash => crypto.createHash('sha256');
