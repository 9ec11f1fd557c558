export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/catalogue/index',
    'pages/inbox/index',
    'pages/me/index',
    'pages/item/index',
    'pages/notice/index',
    'pages/search/index',
    'pages/subscriptions/index',
    'pages/login/index',
    'pages/verify/index',
    'pages/household/index',
  ],
  // What only cadres open is fetched when they do.
  subPackages: [
    {
      root: 'cadre',
      pages: ['desk/index', 'start/index', 'edit/index', 'review/index', 'verify/index'],
    },
  ],
  // Our own bar on both targets (components/tab-bar); declared so that switchTab keeps the four pages alive.
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
