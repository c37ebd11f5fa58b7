// What the two plain HTTP servers of the runtime (shop, control channel) share.

/** Listens; resolves to the port, or rejects where it is taken. */
export function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.address().port));
  });
}

/** Reads a body of at most `limit` bytes. */
export async function readBody(request, limit) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > limit) throw new Error("body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}

export function sendJson(response, status, body) {
  send(response, status, "application/json", JSON.stringify(body));
}
