import { Text, View } from '@tarojs/components'
import { useSyncExternalStore } from 'react'
import { a11y } from '../../a11y/a11y'
import './toast.scss'

const seconds = 4
const listeners = new Set<() => void>()
let shown = ''
let timer: ReturnType<typeof setTimeout> | undefined

/** Tells for a few seconds that something is done. Errors are shown beside the button instead. */
export function toast(words: string): void {
  show(words)
  clearTimeout(timer)
  timer = setTimeout(() => show(''), seconds * 1000)
}

function show(words: string) {
  shown = words
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function ToastHost() {
  const words = useSyncExternalStore(
    subscribe,
    () => shown,
    () => shown,
  )
  return (
    <View className="toast-host" {...a11y({ role: 'status', live: 'polite' })}>
      {words ? <Text className="toast">{words}</Text> : null}
    </View>
  )
}
