import type { FastifyRequest } from 'fastify'

/** Whether a person's browser asks for a page, not the app for data. */
export const asksForPage = ({ method, url, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !url.startsWith('/api/') &&
  (headers.accept ?? '').includes('text/html')

/** For an address that leads nowhere: says so in the app's own look, with the way home. */
export const notFoundPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>没有这一页 · 护塘</title>
<link rel="icon" href="/favicon.svg">
<style>
body { margin: 0; background: #faf6ef; color: #1f1b16; font: 20px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 72px 24px; }
h1 { margin: 0 0 12px; font-size: 30px; line-height: 1.3; }
p { margin: 0 0 24px; color: #5c544a; }
a { display: block; padding: 16px; margin-bottom: 16px; border: 1px solid #8c8478; border-radius: 12px; background: #fff; color: #1f1b16; text-align: center; text-decoration: none; }
a.home { border-color: #a6261d; background: #a6261d; color: #fff; font-weight: 600; }
a:focus-visible { outline: 3px solid #1b4b84; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>没有这一页</h1>
<p>链接不完整，或者写错了。村里公开的内容都能从首页找到。</p>
<a class="home" href="/">回首页</a>
<a href="/#/pages/catalogue/index">看公开目录</a>
</main>
</body>
</html>
`
