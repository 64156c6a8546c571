namespace EphysTx.Workbook.Reports;

/// <summary>The look of the index page and of the reading copies: one style, light and dark, without anything to fetch.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root {
          color-scheme: light dark;
          --page: #ffffff; --text: #1f2328; --soft: #59636e; --line: #d8dee4; --panel: #f6f8fa; --link: #0a5cad;
          --bad: #b3261e; --bad-panel: #fdf0ef; --good: #1a7f37;
          --keyword: #8250a8; --string: #0a6640; --number: #0550ae; --comment: #6a737d;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #14171a; --text: #e4e7ea; --soft: #9aa4ae; --line: #343b42; --panel: #1c2126; --link: #6cb2f5;
            --bad: #ff9a8f; --bad-panel: #33201f; --good: #6fcf8a;
            --keyword: #c9a0e8; --string: #85cfa4; --number: #8cbcf5; --comment: #8b949e;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 56rem; background: var(--page); color: var(--text);
          font: 1.03rem/1.62 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: break-word; }
        h1, h2, h3, h4 { line-height: 1.25; margin: 2.2em 0 .6em; font-weight: 650; }
        h1 { font-size: 2rem; margin-top: .4em; letter-spacing: -.01em; } h2 { font-size: 1.4rem; } h3 { font-size: 1.13rem; }
        h2 { padding-bottom: .25em; border-bottom: 1px solid var(--line); }
        a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
        p, ul, ol, dl, table, figure, blockquote, pre, details { margin: 0 0 1em; }
        li { margin: .2em 0; }
        img, svg { max-width: 100%; height: auto; }
        code, pre, .number { font-family: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
        :not(pre) > code { background: var(--panel); border-radius: .25em; padding: .1em .3em; }
        pre { background: var(--panel); border-radius: .5em; padding: .8em 1em; overflow-x: auto; line-height: 1.5; }
        pre code { font-size: 1em; }
        blockquote { border-left: .25em solid var(--line); margin-left: 0; padding-left: 1em; color: var(--soft); }
        table { border-collapse: collapse; font-size: .93em; font-variant-numeric: tabular-nums; display: block; max-width: 100%; overflow-x: auto; }
        th, td { padding: .32em .8em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        thead th { border-bottom: 2px solid var(--line); font-weight: 600; }
        .soft, figcaption, nav { color: var(--soft); }
        nav { display: flex; flex-wrap: wrap; gap: .3em 1.4em; font-size: .92em; margin-bottom: 1.4em; }
        nav.end { border-top: 1px solid var(--line); margin-top: 3em; padding-top: 1em; }
        .cell { margin: 0 0 1.6em; }
        .cell > details { margin: 0 0 .6em; }
        .cell summary { cursor: pointer; color: var(--soft); font-size: .88em; border-radius: .4em; padding: .15em .5em; margin-left: -.5em; }
        .cell summary:hover { background: var(--panel); }
        .cell summary .number { display: inline-block; min-width: 2.2em; }
        .cell details pre { margin: .4em 0 .8em; border: 1px solid var(--line); }
        .out { margin: 0 0 1em; overflow-x: auto; }
        .out > pre { margin: 0; }
        .out > img { display: block; margin: 0 auto; }
        .out.text > pre { background: none; border-left: .2em solid var(--line); border-radius: 0; padding: .1em 1em; }
        .out.stderr > pre { color: var(--soft); }
        .error { background: var(--bad-panel); border-left: .25em solid var(--bad); border-radius: .3em; padding: .8em 1em; margin: 0 0 1em; }
        .error strong { color: var(--bad); } .error pre { background: none; margin: .5em 0 0; padding: 0; }
        .k { color: var(--keyword); } .s { color: var(--string); } .n { color: var(--number); } .c { color: var(--comment); font-style: italic; }
        .facts { display: flex; flex-wrap: wrap; gap: .6em 2.4em; margin: 1em 0 1.5em; }
        .facts div { line-height: 1.35; } .facts dt { color: var(--soft); font-size: .83em; } .facts dd { margin: 0; font-weight: 600; }
        .lessons { list-style: none; padding: 0; }
        .lessons li { display: flex; flex-wrap: wrap; gap: .1em 1em; align-items: baseline; padding: .55em 0; border-bottom: 1px solid var(--line); margin: 0; }
        .lessons .name { flex: 1 1 20rem; } .lessons .name a { font-weight: 600; } .lessons small { color: var(--soft); font-size: .86em; }
        .ok { color: var(--good); } .failed { color: var(--bad); font-weight: 600; }
        figure { margin: 0 0 2.6em; } figure img { display: block; margin: 0 auto .6em; }
        figcaption { font-size: .93em; } figcaption strong { color: var(--text); }
        @media print { .cell > details:not([open]) { display: none; } body { max-width: none; } }
        """;
}
