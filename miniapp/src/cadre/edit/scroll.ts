import Taro from '@tarojs/taro'

/** Scrolls so that the field is in view, below the title. */
export function scrollToAnchor(id: string): void {
  if (process.env.TARO_ENV === 'h5') document.getElementById(id)?.scrollIntoView({ block: 'center' })
  else void Taro.pageScrollTo({ selector: `#${id}`, offsetTop: -80, duration: 200 })
}
