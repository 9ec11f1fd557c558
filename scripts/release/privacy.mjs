// 用户隐私保护指引: what the vendor counts as personal, by which function the app touches it, and why this app does.
// https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/miniprogram-intro.html

/** As in the vendor's table, in its order. `calls`: functions of wx; `open`: `openType` of a button; `tags`: components. */
export const vendorTable = [
  {
    info: '收集你的昵称、头像',
    calls: ['getUserInfo', 'getUserProfile'],
    open: ['chooseAvatar', 'userInfo'],
  },
  {
    info: '收集你的位置信息',
    calls: [
      'getLocation',
      'startLocationUpdate',
      'startLocationUpdateBackground',
      'getFuzzyLocation',
      'moveToLocation',
    ],
  },
  { info: '收集你选择的位置信息', calls: ['choosePoi', 'chooseLocation'] },
  { info: '收集你的地址', calls: ['chooseAddress'] },
  { info: '收集你的发票信息', calls: ['chooseInvoiceTitle', 'chooseInvoice'] },
  { info: '收集你的微信运动步数', calls: ['getWeRunData'] },
  { info: '收集你的手机号', open: ['getPhoneNumber', 'getRealtimePhoneNumber'] },
  { info: '收集你的车牌号', calls: ['chooseLicensePlate'] },
  { info: '收集你选中的照片或视频信息', calls: ['chooseImage', 'chooseMedia', 'chooseVideo'] },
  { info: '收集你选中的文件', calls: ['chooseMessageFile'] },
  {
    info: '访问你的麦克风',
    calls: ['startRecord', 'getRecorderManager', 'joinVoIPChat'],
    tags: ['live-pusher'],
  },
  { info: '访问你的摄像头', calls: ['createVKSession'], tags: ['camera', 'live-pusher', 'voip-room'] },
  { info: '访问你的蓝牙', calls: ['openBluetoothAdapter', 'createBLEPeripheralServer'] },
  {
    info: '使用你的相册（仅写入）权限',
    calls: ['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'],
  },
  { info: '使用你的通讯录（仅写入）权限', calls: ['addPhoneContact'] },
  {
    info: '使用你的日历（仅写入）权限',
    calls: ['addPhoneCalendar', 'addPhoneRepeatCalendar'],
  },
  { info: '调用你的加速传感器', calls: ['startAccelerometer'] },
  { info: '调用你的磁场传感器', calls: ['startCompass'] },
  { info: '调用你的方向传感器', calls: ['startDeviceMotionListening'] },
  { info: '调用你的陀螺仪传感器', calls: ['startGyroscope'] },
  { info: '读取你的剪切板', calls: ['setClipboardData', 'getClipboardData'] },
]

/** What this app does with it, ready to be pasted; the console puts 为了 or 用于 before it. */
export const purposes = {
  收集你的手机号:
    '村民认证时，和村里户籍册上登记的手机号核对是不是本人，核对以后不保存；本人要换手机号时，加密保存，村里核对通过后换掉户籍册上旧的号码',
  收集你选中的照片或视频信息: '村镇工作人员给公开信息配图、上传支出单据、上传签了字的审核单',
  收集你选中的文件: '村镇工作人员从聊天里选表格或单据（xlsx、csv、pdf、图片），导入公开内容或户籍册',
  '使用你的日历（仅写入）权限': '您点“把截止日记到日历”时，把政策的申报截止日写进手机日历',
  读取你的剪切板: '您点“复制”时，把核对码、办事网址、邀请码或要发的文字放进剪切板；不读取剪切板里原有的内容',
}

/** What people write themselves: no function of wx shows it, so nothing in the bundle could name it. */
export const written = [
  {
    info: '姓名、户号',
    purpose: '村民认证时核对是哪一户的谁；户籍册由村委会登记，不存身份证号、银行卡号',
  },
  { info: '称呼', purpose: '在“我的”里称呼您，可以随时改' },
  { info: '邮箱', purpose: '您选择用邮件接收提醒时发送提醒，不填不影响使用' },
  { info: '意见、投诉和诉求的内容', purpose: '村镇工作人员核实、答复您的意见、投诉和诉求' },
  {
    info: '企业信息（统一社会信用代码、行业、规模）',
    purpose: '企业负责人查看本企业能享受哪些政策，不填不影响使用',
  },
]

/** Functions of wx that touch nothing personal. One that is in neither list stops the release, so that somebody decides. */
const harmless = new Set(
  `addInterceptor canIUse createInnerAudioContext createIntersectionObserver createSelectorQuery downloadFile eventCenter getAccountInfoSync
  getAppBaseInfo getCurrentInstance getCurrentPages getEnterOptionsSync getFileSystemManager getLaunchOptionsSync
  getPrivacySetting getSetting getStorage getStorageInfoSync getStorageSync getSystemInfoSync getUpdateManager
  getWindowInfo hideLoading hideToast login makePhoneCall navigateBack navigateTo navigateToMiniProgram nextTick
  openDocument openPrivacyContract openSetting pageScrollTo previewImage reLaunch redirectTo removeStorageSync request
  requestSubscribeMessage requirePrivacyAuthorize scanCode setNavigationBarTitle setStorage setStorageSync
  showLoading showModal showShareImageMenu showToast stopPullDownRefresh switchTab uploadFile`.split(/\s+/),
)

/**
 * What has to be declared for this bundle, and what keeps it from being released. `known`: every function that wx has;
 * what is called besides is the app's own.
 */
export function declarationOf({ functions, openTypes, tags }, known) {
  const used = vendorTable.flatMap(({ info, calls = [], open = [], tags: theirs = [] }) => {
    const by = [
      ...calls.filter((name) => functions.has(name)).map((name) => `wx.${name}`),
      ...open.filter((name) => openTypes.has(name)).map((name) => `<button open-type="${name}">`),
      ...theirs.filter((name) => tags.has(name)).map((name) => `<${name}>`),
    ]
    return by.length === 0 ? [] : [{ info, by, purpose: purposes[info] }]
  })
  const personal = new Set(vendorTable.flatMap(({ calls = [] }) => calls))
  const unknown = [...functions]
    .filter((name) => known.has(name) && !personal.has(name) && !harmless.has(name))
    .sort()
  return {
    declared: used,
    faults: [
      ...used
        .filter(({ purpose }) => purpose === undefined)
        .map(
          ({ info, by }) =>
            `代码用了 ${by.join('、')}，要在隐私保护指引里写“${info}”，scripts/release/privacy.mjs 里还没有写用途。`,
        ),
      ...unknown.map(
        (name) =>
          `代码用了 wx.${name}，scripts/release/privacy.mjs 里没有它：请先看它算不算个人信息，再写进那个文件。`,
      ),
    ],
  }
}
