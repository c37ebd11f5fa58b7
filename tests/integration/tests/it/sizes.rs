//! How large the functions are: each under 200 KB gzip, but for the one with dictionaries in it.

use std::{fs, io::Write, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::kit::DESK;

const GZIP_BYTES_MAX: usize = 200 * 1024;
/// What it judges by are dictionaries (390 KB), and its library brings tables of Unicode (400 KB). It is called when somebody
/// chooses a password, so that its slower start is hardly ever met.
const STRENGTH_GZIP_BYTES_MAX: usize = 900 * 1024;

#[test]
fn every_function_is_small() {
    // The installation builds the functions.
    assert!(DESK.base_url().starts_with("http"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let manifest: toml::Table = fs::read_to_string(root.join("wrangler.toml")).unwrap().parse().unwrap();
    let functions: Vec<&String> = manifest["env"].as_table().unwrap().keys().collect();
    assert!(functions.len() >= 8);
    for function in functions {
        let wasm = fs::read(root.join(format!("functions/{function}/build/index_bg.wasm"))).unwrap();
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&wasm).unwrap();
        let size_bytes = gzip.finish().unwrap().len();
        println!("{function}: {} bytes, {size_bytes} gzip", wasm.len());
        let max = if function == "password-strength" {
            STRENGTH_GZIP_BYTES_MAX
        } else {
            GZIP_BYTES_MAX
        };
        assert!(size_bytes <= max, "{function} has {size_bytes} bytes gzip");
    }
}
