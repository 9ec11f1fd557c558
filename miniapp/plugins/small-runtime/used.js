// What the app uses of Taro's runtime. tests/e2e/weapp-bundle.test.ts looks that the app uses nothing besides.

/** Components with a template of their own; those that others are built on. */
const components = [
  'View',
  'Text',
  'Image',
  'Button',
  'Input',
  'Textarea',
  'ScrollView',
  'Slot',
  'SlotView',
  'Block',
]

/** Functions of WeChat that Taro answers with a promise; others are WeChat's own, as they are. */
const promised = [
  'chooseImage',
  'downloadFile',
  'getSetting',
  'login',
  'makePhoneCall',
  'navigateBack',
  'navigateTo',
  'navigateToMiniProgram',
  'openDocument',
  'openSetting',
  'pageScrollTo',
  'previewImage',
  'reLaunch',
  'redirectTo',
  'requestSubscribeMessage',
  'scanCode',
  'setClipboardData',
  'setNavigationBarTitle',
  'showModal',
  'showShareMenu',
  'switchTab',
  'uploadFile',
]

module.exports = { components, promised }
