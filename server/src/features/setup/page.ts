/** Leads on to the page of the app; what stands behind the # never reaches a server. */
export const setupPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>启用 · 护塘</title>
<link rel="icon" href="data:,">
</head>
<body>
<p>正在打开启用页面…如果没有反应，请<a href="/#/office/setup/index">点这里</a>，再输入控制台上的启用码。</p>
<script>location.replace('/#/office/setup/index?code=' + encodeURIComponent(location.hash.slice(1)))</script>
</body>
</html>
`
