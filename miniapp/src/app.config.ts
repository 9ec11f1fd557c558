export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/catalogue/index',
    'pages/inbox/index',
    'pages/me/index',
    'pages/item/index',
    'pages/notice/index',
    'pages/search/index',
  ],
  // Fetched when they are first needed: what belongs to a person's own account, and what only cadres open.
  subPackages: [
    {
      root: 'account',
      pages: ['login/index', 'verify/index', 'household/index', 'subscriptions/index'],
    },
    {
      root: 'cadre',
      pages: ['desk/index', 'start/index', 'edit/index', 'review/index', 'verify/index'],
    },
  ],
  // The account's pages are one tap away from these, so they are fetched while these are read.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['account'] },
    'pages/inbox/index': { network: 'all', packages: ['account'] },
    'pages/me/index': { network: 'all', packages: ['account'] },
    'pages/item/index': { network: 'all', packages: ['account'] },
    'pages/notice/index': { network: 'all', packages: ['account'] },
  },
  // Our own bar on both targets (widgets/tab-bar); declared so that switchTab keeps the four pages alive.
  tabBar: {
    custom: true,
    color: '#5C544A',
    selectedColor: '#A6261D',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/catalogue/index', text: '公开目录' },
      { pagePath: 'pages/inbox/index', text: '消息' },
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
  // A page stands at once: nothing slides for those whom moving things make dizzy.
  animation: false,
  lazyCodeLoading: 'requiredComponents',
})
