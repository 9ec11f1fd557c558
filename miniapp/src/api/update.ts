import Taro from '@tarojs/taro'

/**
 * WeChat fetches a new version beside the one that runs, and starts it when the app is next opened cold. Somebody who
 * leaves it open would not get it for days, so they are asked once; what failed to load comes by itself next time.
 * https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/update-mechanism.html
 */
export function askForUpdates(): void {
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => {
    Taro.showModal({
      title: '有新版本',
      content: '写了一半的都还在。',
      confirmText: '现在更新',
      cancelText: '以后再说',
    }).then(
      ({ confirm }) => confirm && updates.applyUpdate(),
      () => undefined,
    )
  })
}
