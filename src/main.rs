//! tmp
fn main() {
    let p = std::env::args().nth(1).unwrap();
    let b = std::fs::read(&p).unwrap();
    let r = findings::read::read(&b, &p).unwrap();
    let w = findings::analysis::checks(&r.report);
    print!("{}", findings::output::to_json(&r.report, &w).unwrap());
}
