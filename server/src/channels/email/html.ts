import { escapeHtml } from '../../rules/escape-html'

const ink = 'color:#1f1b16'
export const pale = 'color:#5c544a'
export const button =
  'display:inline-block;margin-top:8px;padding:12px 24px;border-radius:12px;background:#a6261d;color:#ffffff;text-decoration:none'

export const anchor = (url: string, words: string, style: string): string =>
  `<a href="${escapeHtml(url)}" style="${style}">${escapeHtml(words)}</a>`

/** The page of every letter: large, plain, without pictures. `body` is HTML. */
export const htmlLetter = (heading: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(heading)}</title>
</head>
<body style="margin:0;background:#faf6ef;${ink};font-size:18px;line-height:1.6;font-family:system-ui,-apple-system,'PingFang SC','Microsoft YaHei',sans-serif">
<div style="max-width:600px;margin:0 auto;padding:24px">
<h1 style="margin:0 0 8px;font-size:22px;line-height:1.4;${ink}">${escapeHtml(heading)}</h1>
${body}
</div>
</body>
</html>
`
