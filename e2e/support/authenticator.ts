// An authenticator app: RFC 6238 with Node's own cryptography, so that the server's codes are held against another program's.

import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytes(base32: string): Buffer {
  let bits = "";
  for (const letter of base32) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Codes of one secret. Each is given once: those of the intervals around now, in their order. */
export class Authenticator {
  private last = 0;

  constructor(private readonly secret: string) {}

  /** The code of an interval of 30 seconds. */
  code(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", bytes(this.secret)).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 15;
    return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }

  /** A code that was not given yet. Who asks often waits: codes are known one interval ahead and no further. */
  async next(): Promise<string> {
    const present = () => Math.floor(Date.now() / 30_000);
    const wanted = Math.max(this.last + 1, present() - 1);
    while (wanted > present() + 1) await new Promise((resolve) => setTimeout(resolve, 250));
    this.last = wanted;
    return this.code(wanted);
  }
}
