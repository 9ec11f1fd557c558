import Taro, { usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { installKeyboard } from './a11y/keyboard'
import './app.scss'
import { toast } from './components/toast/toast'
import { movedTo } from './hooks/navigation'
import { installRescue } from './rescue'

if (process.env.TARO_ENV === 'h5') {
  installKeyboard()
  installRescue()
}

export default function App({ children }: PropsWithChildren) {
  usePageNotFound(({ path, query }) => {
    const moved = movedTo(path, query)
    // A link from before the page moved.
    if (moved) return void Taro.reLaunch({ url: moved })
    toast('没有这一页，已经回到首页')
    void Taro.reLaunch({ url: '/pages/home/index' })
  })
  return children
}
