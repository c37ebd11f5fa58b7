//! The bytes of uploaded files, in the KV namespace bound as `FILES`, under `<org_id>/<file>`. A file is written once and never
//! changed, so that KV's being a minute late shows nobody anything old: a new picture is a new file.

use js_sys::{Function, Promise, Reflect, Uint8Array, futures::JsFuture};
use wasm_bindgen::{JsCast, JsValue};

use crate::Problem;

/// The binding's name.
const BINDING: &str = "FILES";

/// Where files lie. Built on the platform's own object: `worker::kv` would bring in the serialisers of all its options.
#[derive(Debug)]
pub struct Files(JsValue);

impl Files {
    /// The namespace of the function.
    pub fn bound(env: &worker::Env) -> Result<Self, Problem> {
        let namespace = Reflect::get(env.as_ref(), &BINDING.into()).map_err(|error| failed(&error))?;
        if namespace.is_object() {
            Ok(Self(namespace))
        } else {
            Err(Problem::internal(&"FILES is not bound"))
        }
    }

    /// Keeps the bytes of a file, before the batch that makes it known.
    pub async fn put(&self, org_id: i64, file: &str, bytes: &[u8]) -> Result<(), Problem> {
        let bytes = Uint8Array::from(bytes);
        self.call("put", org_id, file, bytes.as_ref()).await.map(drop)
    }

    /// The bytes of a file, if they are there.
    pub async fn get(&self, org_id: i64, file: &str) -> Result<Option<Vec<u8>>, Problem> {
        let found = self.call("get", org_id, file, &"arrayBuffer".into()).await?;
        Ok((!found.is_null()).then(|| Uint8Array::new(&found).to_vec()))
    }

    /// Deletes the bytes of a file: after the batch that forgot it, or where nothing came of the batch that should have made it known.
    pub async fn delete(&self, org_id: i64, file: &str) -> Result<(), Problem> {
        self.call("delete", org_id, file, &JsValue::UNDEFINED).await.map(drop)
    }

    async fn call(&self, verb: &str, org_id: i64, file: &str, argument: &JsValue) -> Result<JsValue, Problem> {
        let started = Reflect::get(&self.0, &verb.into())
            .and_then(JsCast::dyn_into::<Function>)
            .and_then(|function| function.call2(&self.0, &key(org_id, file).into(), argument))
            .and_then(JsCast::dyn_into::<Promise>);
        let promise = started.map_err(|error| failed(&error))?;
        JsFuture::from(promise).await.map_err(|error| failed(&error))
    }
}

/// Where a file's bytes lie.
fn key(org_id: i64, file: &str) -> String {
    format!("{org_id}/{file}")
}

fn failed(error: &JsValue) -> Problem {
    Problem::internal(&format!("KV: {error:?}"))
}
