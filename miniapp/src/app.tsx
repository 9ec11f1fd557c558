import Taro, { usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { installKeyboard } from './a11y/keyboard'
import './app.scss'
import { askForUpdates } from './api/update'
import { movedTo } from './hooks/navigation'
import { fetchNearLater } from './hooks/page-code'
import { installTyping } from './hooks/typing'
import { installRescue } from './rescue'

if (process.env.TARO_ENV === 'h5') {
  installKeyboard()
  installRescue()
  fetchNearLater()
} else {
  installTyping()
  askForUpdates()
}

export default function App({ children }: PropsWithChildren) {
  usePageNotFound(({ path, query }) => {
    // A link may be from before the page moved.
    void Taro.reLaunch({ url: movedTo(path, query) ?? '/pages/nowhere/index' })
  })
  return children
}
