//! The platform's limit: `POST /{n}` writes n plain rows in one D1 batch and answers. It reads, checks and decides nothing.

use worker::{Context, D1PreparedStatement, D1Type, Env, Request, Response, Result, event};

const INSERT: &str = "INSERT INTO plain (org_id, text, minor) VALUES (?1, ?2, ?3)";
/// Most statements of a batch.
const STATEMENTS_MAX: usize = 100;

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> Result<Response> {
    let url = request.inner().url();
    let count: usize = url.rsplit('/').next().and_then(|last| last.parse().ok()).unwrap_or(1);
    let database = env.d1("DB")?;
    let values = [D1Type::Integer(1), D1Type::Text("a plain row"), D1Type::Integer(10_000)];
    let statements = (0..count.min(STATEMENTS_MAX))
        .map(|_| database.prepare(INSERT).bind_refs(&values))
        .collect::<Result<Vec<D1PreparedStatement>>>()?;
    database.batch(statements).await?;
    Response::ok("done")
}
