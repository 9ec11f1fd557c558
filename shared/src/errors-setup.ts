/** Of a real start and its sign-in slips: part of the table in `errors.ts`. */
export const setupErrors = {
  setupDone: {
    status: 404,
    message: '这里已经启用了，请从首页进入。',
    english: 'The installation is set up',
  },
  setupCodeInvalid: {
    status: 401,
    message: '启用码不对或过期了。请看服务器控制台最新打印的那一个；没有就重新启动服务。',
    english: 'The one-time code of the setup is wrong or over',
  },
  setupLocked: {
    status: 409,
    message:
      '启用码试错太多次，已经作废。请重新启动服务，或在服务器上运行 npm run admin -- reset，会给出新的。',
    english: 'Ten wrong codes; a new one comes with the next start',
  },
  setupRunning: {
    status: 409,
    message: '有人正在启用，内容和您的不一样。请和他商量，稍后刷新看看。',
    english: 'Another setup with other contents has begun',
  },
  inviteInvalid: {
    status: 401,
    message: '这个码不对，或者已经用过、过期了。请向管理员再要一张登录单。',
    english: 'The one-time sign-in code is unknown, used or expired',
  },
  wechatNotConnected: {
    status: 503,
    message: '这里的微信还没有接上，暂时不能用微信办。公开的内容照常可以看。',
    english: 'The installation has no WeChat credentials yet',
  },
} as const
