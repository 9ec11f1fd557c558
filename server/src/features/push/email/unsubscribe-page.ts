const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · 护塘</title>
<link rel="icon" href="/favicon.svg">
<style>
body { margin: 0; background: #faf6ef; color: #1f1b16; font: 20px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; }
main { max-width: 480px; margin: 0 auto; padding: 72px 24px; }
h1 { margin: 0 0 12px; font-size: 30px; line-height: 1.3; }
p { margin: 0 0 24px; color: #5c544a; }
a, button { display: block; box-sizing: border-box; width: 100%; padding: 16px; margin: 0 0 16px; border: 1px solid #8c8478; border-radius: 12px; background: #fff; color: #1f1b16; font: inherit; text-align: center; text-decoration: none; cursor: pointer; }
.main { border-color: #a6261d; background: #a6261d; color: #fff; font-weight: 600; }
a:focus-visible, button:focus-visible { outline: 3px solid #1b4b84; outline-offset: 2px; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`

/** Where the person chooses again how they are told. */
const settings = '/#/account/subscriptions/index'

/** The form posts to the address it was opened at. */
export const askPage = page(
  '不再收邮件？',
  `<p>点一下就停。公开栏照常能看，消息也照常放在“消息”里。</p>
<form method="post"><button class="main">不再收邮件</button></form>
<a href="/">不停，回首页</a>`,
)

export const donePage = page(
  '已经停了',
  `<p>护塘不再给您发邮件。想再收，到“我的订阅”里打开邮件就行。</p>
<a class="main" href="${settings}">去“我的订阅”</a>
<a href="/">回首页</a>`,
)

export const unknownPage = page(
  '这个链接不完整',
  `<p>请从邮件里再点一次“不再收邮件”。也可以登录以后，到“我的订阅”里关掉邮件。</p>
<a class="main" href="${settings}">去“我的订阅”</a>
<a href="/">回首页</a>`,
)
