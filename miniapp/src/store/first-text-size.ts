import Taro from '@tarojs/taro'
import type { TextSize } from '../theme/text-size'

/** In px, of the letters of WeChat or of the browser. Its own standard is 17 on an iPhone, 16 elsewhere; 关怀模式 begins at 22. */
const sizeFor = (px: number): TextSize => (px >= 22 ? 'huge' : px > 17 ? 'large' : 'standard')

/**
 * What the phone itself is set to, until the person chooses here.
 * https://developers.weixin.qq.com/miniprogram/design/elderly.html
 */
export function firstTextSize(): TextSize {
  try {
    return sizeFor(process.env.TARO_ENV === 'h5' ? browserSize() : wechatSize())
  } catch {
    // An old client knows no such setting.
    return 'standard'
  }
}

const wechatSize = (): number => (Taro.getAppBaseInfo() as { fontSizeSetting?: number }).fontSizeSetting ?? 0

/** Of the root Taro sets its own size, so it is asked of a word that keeps the browser's. */
function browserSize(): number {
  const word = document.createElement('span')
  word.style.fontSize = 'medium'
  document.documentElement.append(word)
  const { fontSize } = getComputedStyle(word)
  word.remove()
  return Number.parseFloat(fontSize)
}
