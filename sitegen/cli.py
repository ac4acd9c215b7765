"""The commands: the only place that prints or exits.

A command loads the settings, calls one or two stages and says what came of it. Stages are
imported inside the commands, so that `sitegen --help` does not wait for dictionaries.

Exit codes: 0 done, 1 the user's input is wrong (or sitegen is: then the line says so), 2 usage,
130 interrupted by Ctrl-C, 143 ended by SIGTERM.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import sitegen
from sitegen.console import CommandLine, counted
from sitegen.errors import SitegenError
from sitegen.model import Severity
from sitegen.options import known_address, known_scheduler
from sitegen.session import Session, as_json_text, begin, guarded, tally

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn folders of Chinese documents into a searchable bilingual site.",
)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command line (default: the process's own) and exit with the contract's code."""
    begin()
    command = typer.main.get_command(app)
    command.main(args=None if arguments is None else list(arguments), prog_name="sitegen")
    sys.exit(0)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sitegen {sitegen.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    site: Annotated[
        Path, typer.Option("-C", metavar="SITE", help="Folder of the site (has sitegen.toml).")
    ] = Path(),
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Explain what is done.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Show errors only.")] = False,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Turn folders of Chinese documents into a searchable bilingual site."""
    context.obj = Session(site, CommandLine(verbose=verbose, quiet=quiet))


@app.command()
@guarded
def init(
    context: typer.Context,
    demo: Annotated[
        bool, typer.Option("--demo", help="Add a second, longer document with its English.")
    ] = False,
) -> None:
    """Make a new site.

    It gets settings, a sample document and a GitHub Actions workflow; no file is overwritten.
    """
    from sitegen.scaffold import scaffold_site  # noqa: PLC0415

    session: Session = context.obj
    for path in scaffold_site(session.root, demo=demo):
        session.console.detail(f"wrote {path}")
    session.console.say(f"Made a site in {session.root.resolve()}.")
    session.console.say("Put documents into its seeds/ folder; see the site with: sitegen serve")


@app.command()
@guarded
def ingest(
    context: typer.Context,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SOURCE...]", help="Files of seeds/; default: new and changed."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Show what would change in content/; write nothing.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what was recognised in each document.")
    ] = False,
) -> None:
    """Turn raw documents into clean Markdown.

    Reads seeds/, writes content/; what a person edited there is kept.
    """
    from sitegen.ingest.run import ingest as run  # noqa: PLC0415
    from sitegen.lock import site_lock  # noqa: PLC0415

    session: Session = context.obj
    config = session.config()
    with site_lock(config.state):
        report = run(config, sources or (), session.console, check=check)
    for seed in report.seeds:
        for line in seed.lines():
            session.console.say(line)
        for line in seed.explanation() if explain else ():
            session.console.write(line)
    for line in report.diff.splitlines():
        session.console.write(line)
    if not check:
        session.console.say(f"Wrote {counted(report.written, 'document')}.")
    session.finish((*report.problems, *report.left))


@app.command()
@guarded
def build(  # noqa: PLR0913, PLR0917 - one parameter for each option
    context: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the built site; default: public/ of SITE."),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            callback=known_address,
            help="Public address of the site; overrides base_url.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option(metavar="N", min=0, help="Worker processes; 0: one for each core.")
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            callback=known_scheduler,
            help="Where to work: processes, threads, or a Dask scheduler (tcp://host:port).",
        ),
    ] = "processes",
    strict: Annotated[
        bool, typer.Option("--strict", help="Check the site; keep the old one when it has errors.")
    ] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Show where the time went.")] = False,
) -> None:
    """Ingest what changed, then bring the site in step.

    The site is swapped in at the end: after an error the old one is still there.
    """
    session: Session = context.obj
    session.build(
        output=output,
        base_url=base_url,
        jobs=jobs,
        scheduler=scheduler,
        strict=strict,
        timings=timings,
    )


@app.command()
@guarded
def serve(
    context: typer.Context,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0: any free one.")
    ] = 8000,
    host: Annotated[
        str, typer.Option(metavar="NAME", help="Address to listen on; 0.0.0.0: every one.")
    ] = "127.0.0.1",
    base_path_less: Annotated[
        bool,
        typer.Option("--base-path-less", help="Serve at / even when base_url has a path."),
    ] = False,
) -> None:
    """Show the site while you edit it.

    Builds, serves, rebuilds on every change and reloads the browser, until Ctrl-C.
    """
    from sitegen.build import build_site  # noqa: PLC0415
    from sitegen.serve import serve_site  # noqa: PLC0415

    session: Session = context.obj
    load = session.preview if base_path_less else session.config
    serve_site(load, build_site, session.console, host=host, port=port)


@app.command()
@guarded
def translate(
    context: typer.Context,
    provider: Annotated[
        str, typer.Option(metavar="NAME", help="Translation service; default: translate.provider.")
    ] = "",
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="SLUG", help="Only this document; may be given several times."),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=0, help="Stop after N texts; 0: no limit.")
    ] = 0,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be translated; send nothing.")
    ] = False,
) -> None:
    """Fill in missing English.

    A translation service writes it into content/*/en.po, marked as machine output.
    """
    from sitegen.content.load import load_library  # noqa: PLC0415
    from sitegen.translate.providers import make_provider  # noqa: PLC0415
    from sitegen.translate.run import translate as run  # noqa: PLC0415

    session: Session = context.obj
    config = session.config()
    library = load_library(config, session.console)
    report = run(
        config,
        library,
        provider=make_provider(provider or config.settings.translate.provider, config.settings),
        documents=tuple(document or ()),
        limit=limit,
        dry_run=dry_run,
        progress=session.console,
    )
    session.finish(report.problems)


@app.command()
@guarded
def check(
    context: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the findings as JSON to standard output.")
    ] = False,
) -> None:
    """Check the built site.

    Looks at links, translations, figures, the search index and accessibility basics.
    """
    from sitegen.content.check import check_site  # noqa: PLC0415
    from sitegen.content.load import load_library  # noqa: PLC0415
    from sitegen.translate.review import review_table, reviewed  # noqa: PLC0415

    session: Session = context.obj
    config = session.config()
    table: tuple[str, ...] = ()
    try:
        library = load_library(config)
        problems = check_site(config, library)
        table = review_table(reviewed(library))
    except SitegenError as error:
        problems = error.problems
    if as_json:
        session.console.write(as_json_text(problems))
        sys.exit(1 if tally(problems)[Severity.ERROR] else 0)
    for line in table:
        session.console.say(line)
    found = ", ".join(counted(number, name) for name, number in tally(problems).items())
    session.console.say(f"Checked {config.output}: {found}.")
    session.finish(problems)


@app.command()
@guarded
def publish(
    context: typer.Context,
    remote: Annotated[
        str, typer.Option(metavar="NAME", help="Git remote; default: publish.remote.")
    ] = "",
    branch: Annotated[
        str, typer.Option(metavar="NAME", help="Branch to write; default: publish.branch.")
    ] = "",
    message: Annotated[str, typer.Option(metavar="TEXT", help="Commit message.")] = "Update site",
) -> None:
    """Push the built site to a branch that a host serves."""
    from sitegen.publish import publish_site  # noqa: PLC0415

    session: Session = context.obj
    config = session.config()
    told = publish_site(
        config,
        remote=remote or config.settings.publish.remote,
        branch=branch or config.settings.publish.branch,
        message=message,
    )
    session.console.say(told)
