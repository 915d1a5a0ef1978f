// Serves the built app as a web server in production would: `node serve.js PORT API`. Files are compressed once, before the first request,
// by brotli at its best; files whose names hold a hash are kept by the browser, the page is asked for again by its ETag; /api goes on to API.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [port, api] = process.argv.slice(2);
const folder = join(import.meta.dirname, "dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const files = new Map(
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => {
      const plain = readFileSync(path);
      const body = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
      const name = `/${relative(folder, path)}`;
      const headers = {
        "Content-Type": `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`,
        "Content-Encoding": "br",
        "Content-Length": body.length,
        "Cache-Control": name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        ETag: `"${createHash("sha256").update(plain).digest("hex")}"`,
        Vary: "accept-encoding",
      };
      return [name, { body, headers }];
    }),
);

function pass(incoming, outgoing) {
  const { hostname, port } = new URL(api);
  const onward = request({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.writeHead(502).end());
  outgoing.on("close", () => onward.destroy());
  incoming.pipe(onward);
}

createServer((incoming, outgoing) => {
  if (incoming.url.startsWith("/api/")) return pass(incoming, outgoing);
  const file = files.get(incoming.url.split("?")[0]) ?? files.get("/index.html");
  if (incoming.headers["if-none-match"] === file.headers.ETag) return outgoing.writeHead(304, { ETag: file.headers.ETag, "Cache-Control": file.headers["Cache-Control"] }).end();
  outgoing.writeHead(200, file.headers).end(file.body);
}).listen(Number(port), "127.0.0.1");
