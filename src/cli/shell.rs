//! Shell completions and man pages, made from the command line itself.
//!
//! Owns: their commands. Must not know: which commands and options there are.

use crate::model::error::{Error, ErrorKind};
use crate::output::file as output;
use clap::{Args, Command};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

/// Print the completions for a shell
///
/// Put them where the shell looks: zhengtu completions bash >
/// ~/.local/share/bash-completion/completions/zhengtu
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

impl CompletionsArgs {
    pub(super) fn run(&self, mut program: Command) -> Result<(), Error> {
        let name = program.get_name().to_owned();
        let mut script = Vec::new();
        generate(self.shell, &mut program, name, &mut script);
        output::write(None, &script)
    }
}

/// Print the man page of the program or of one of its commands, as roff
///
/// To read it: zhengtu man build > build.1; man ./build.1
#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// A command, such as build
    command: Option<String>,
}

impl ManArgs {
    pub(super) fn run(&self, mut program: Command) -> Result<(), Error> {
        program.build();
        let command = match &self.command {
            None => program,
            Some(name) => command_page(&program, name)?,
        };
        let mut page = Vec::new();
        Man::new(command)
            .render(&mut page)
            .map_err(|cause| Error::write("standard output", &cause))?;
        output::write(None, &page)
    }
}

/// The command of that name, called as the user calls it.
fn command_page(program: &Command, name: &str) -> Result<Command, Error> {
    let Some(command) = program.find_subcommand(name) else {
        let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        let message = format!(
            "there is no command “{name}”; there are {}",
            names.join(", ")
        );
        return Err(Error::new(ErrorKind::Usage, message));
    };
    Ok(command.clone())
}
