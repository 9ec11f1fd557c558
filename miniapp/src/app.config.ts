export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/catalogue/index',
    'pages/policies/index',
    'pages/inbox/index',
    'pages/me/index',
    'pages/item/index',
    'pages/notice/index',
    'pages/nowhere/index',
  ],
  // Subpackages are loaded when needed: a person's account, what few readers of a notice open, and the pages for cadres.
  subPackages: [
    {
      root: 'account',
      pages: [
        'login/index',
        'verify/index',
        'household/index',
        'subscriptions/index',
        'questions/index',
        'scan/index',
        'sessions/index',
        'invite/index',
        'proxies/index',
      ],
    },
    {
      root: 'reading',
      pages: [
        'changes/index',
        'leak/index',
        'ask/index',
        'question/index',
        'why/index',
        'asked/index',
        'check/index',
        'ledger/index',
        'vouchers/index',
        'search/index',
      ],
    },
    {
      root: 'cadre',
      pages: [
        'desk/index',
        'start/index',
        'edit/index',
        'review/index',
        'verify/index',
        'audit/index',
        'notice/index',
        'ending/index',
        'takedown/index',
        'told/index',
        'reached/index',
        'posting/index',
        'county/index',
        'questions/index',
        'visits/index',
      ],
    },
    {
      root: 'office',
      pages: [
        'register/index',
        'import/index',
        'household/index',
        'groups/index',
        'county-register/index',
        'posts/index',
        'turnover/index',
        'setup/index',
        'invites/index',
        'places/index',
        'sms/index',
        'enterprises/index',
      ],
    },
    {
      root: 'policy-office',
      pages: ['desk/index', 'edit/index', 'policy/index', 'appeals/index', 'payments/index'],
    },
    {
      root: 'policies',
      pages: [
        'list/index',
        'package/index',
        'policy/index',
        'profile/index',
        'firms/index',
        'household/index',
        'appeal/index',
        'appeals/index',
      ],
    },
  ],
  // An app that declares a plugin which its appid was not granted does not open.
  ...(process.env.WECHAT_SPEECH === '1'
    ? { plugins: { WechatSI: { version: '0.3.5', provider: 'wx069ba97219f66d99' } } }
    : {}),
  // From these pages one tap leads to the account, so it is loaded in the background.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['account', 'reading'] },
    'pages/policies/index': { network: 'all', packages: ['policies'] },
    'pages/inbox/index': { network: 'all', packages: ['account', 'reading'] },
    'pages/me/index': { network: 'all', packages: ['account'] },
    'pages/item/index': { network: 'all', packages: ['account'] },
    'pages/notice/index': { network: 'all', packages: ['account', 'reading'] },
  },
  // The app draws its own bar (widgets/tab-bar). It is declared here so that switchTab keeps its pages.
  tabBar: {
    custom: true,
    color: '#5C544A',
    selectedColor: '#A6261D',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/catalogue/index', text: '目录' },
      { pagePath: 'pages/policies/index', text: '政策' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  window: {
    navigationBarTitleText: '护塘',
    navigationBarBackgroundColor: '#FAF6EF',
    navigationBarTextStyle: 'black',
    backgroundColor: '#FAF6EF',
    backgroundTextStyle: 'dark',
  },
  // Pages change without sliding, because motion makes some people dizzy.
  animation: false,
  lazyCodeLoading: 'requiredComponents',
})
