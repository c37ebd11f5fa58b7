// The worker `local`: guards /__local/* and runs batches of SQL for the control channel. It exists on a developer's machine alone.

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|(.+\.)?localhost)$/;

/** A page of another site must not reach the routes through the browser of whoever runs this, nor by a rebound name. */
function isOurs(request) {
  const hosts = [request.url, request.headers.get("origin")].filter((each) => each !== null);
  return hosts.every((each) => URL.canParse(each) && LOOPBACK.test(new URL(each).hostname));
}

async function batch(request, env) {
  const { database, statements } = await request.json();
  const db = env[database];
  if (typeof db?.batch !== "function") return Response.json({ error: `no database ${database}` }, { status: 400 });
  try {
    const prepared = statements.map(({ sql, params }) => db.prepare(sql).bind(...(params ?? [])));
    const results = prepared.length === 0 ? [] : await db.batch(prepared);
    return Response.json({ results: results.map((each) => ({ rows: each.results ?? [], meta: each.meta })) });
  } catch (error) {
    return Response.json({ error: error.message }, { status: 422 });
  }
}

export default {
  async fetch(request, env) {
    if (!isOurs(request)) return Response.json({ error: "only from this machine" }, { status: 403 });
    if (new URL(request.url).pathname === "/__local/sql") {
      const allowed = request.headers.get("authorization") === `Bearer ${env.TOKEN}`;
      return allowed ? batch(request, env) : Response.json({ error: "no such route" }, { status: 404 });
    }
    return env.RUNTIME.fetch(request);
  },
};
