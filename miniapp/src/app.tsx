import type { PropsWithChildren } from 'react'
import { installKeyboard } from './a11y/keyboard'
import './app.scss'

if (process.env.TARO_ENV === 'h5') installKeyboard()

export default function App({ children }: PropsWithChildren) {
  return children
}
