// What the two plain HTTP servers of the runtime (shop, control channel) share.

/** Listens; resolves to the port, or rejects where it is taken. */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.address().port));
  });
}

/** A request that is answered with this status. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Bytes that are read and dropped for the sake of a sender who hears only when he has sent all. */
const DROPPED = 16 << 20;

/** Reads a body of at most `limit` bytes. A longer one is refused with 413, and not by a broken connection. */
export function readBody(request, limit) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    request.on("data", (chunk) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size > limit + DROPPED) request.destroy();
    });
    request.once("end", () => (size > limit ? reject(new Refused(413, "body too large")) : resolve(Buffer.concat(chunks))));
    request.once("error", reject);
    request.once("close", () => reject(new Error("the request broke off")));
  });
}

export function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

export function sendJson(response, status, body) {
  send(response, status, "application/json", JSON.stringify(body));
}
