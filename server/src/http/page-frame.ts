import { escapeHtml } from '../rules/escape-html'

/** Palette and type of the app, for the service's own pages. */
export const frame = (title: string, style: string, body: string, script: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>
:root { --paper: #faf6ef; --card: #fff; --ink: #1f1b16; --ink-2: #5c544a; --red: #a6261d; --green: #22613f; --blue: #1b4b84; --hair: #e4ddd1; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
a { color: var(--blue); }
button, select { font: inherit; min-height: 44px; padding: 8px 16px; border-radius: 12px; border: 1px solid #8c8478; background: var(--card); color: var(--ink); cursor: pointer; }
button.primary { background: var(--red); border-color: var(--red); color: #fff; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
${style}
</style>
</head>
<body>
${body}
<script>
${script}
</script>
</body>
</html>
`
