// A name server on loopback that knows texts alone: what a test publishes, the server under test finds.

import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

const TXT = 16;
const NO_SUCH_NAME = 3;

export class NameServer {
  private readonly texts = new Map<string, string>();

  private constructor(
    private readonly socket: Socket,
    readonly address: string,
  ) {}

  static async start(): Promise<NameServer> {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    const server = new NameServer(socket, `127.0.0.1:${socket.address().port}`);
    socket.on("message", (question, from) => {
      const answer = server.answer(question);
      socket.send(answer, from.port, from.address);
    });
    return server;
  }

  /** Publishes a text in the place of what a name had. */
  publish(name: string, text: string): void {
    this.texts.set(name, text);
  }

  stop(): void {
    this.socket.close();
  }

  /** An answer by RFC 1035, section 4.1: the header, the question again, and the text where there is one. */
  private answer(question: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = question.readUInt8(at); length > 0; length = question.readUInt8(at)) {
      labels.push(question.toString("latin1", at + 1, at + 1 + length).toLowerCase());
      at += length + 1;
    }
    const kind = question.readUInt16BE(at + 1);
    const text = this.texts.get(labels.join("."));
    const header = Buffer.from(question.subarray(0, 12));
    header.writeUInt16BE(0x8180 | (text === undefined ? NO_SUCH_NAME : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(text !== undefined && kind === TXT ? 1 : 0, 6);
    header.writeUInt16BE(0, 8);
    header.writeUInt16BE(0, 10);
    const asked = question.subarray(12, at + 5);
    if (text === undefined || kind !== TXT) return Buffer.concat([header, asked]);
    const strings = (text.match(/.{1,255}/g) ?? []).map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)]));
    const data = Buffer.concat(strings);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(TXT, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(60, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([header, asked, record, data]);
  }
}
