//! The program: [`vanthu::cli`] does everything, this turns its answer into an exit code.

fn main() -> std::process::ExitCode {
    vanthu::cli::main()
}
