import { Text, View } from '@tarojs/components'
import { type ReactNode, useEffect, useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { Dialog } from '../../components/dialog/dialog'
import { shortcuts } from './shortcuts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=grid]') !== null)

/** The keys of the desk, in a dialog that `?` opens too. */
export function useShortcutHelp(): { dialog: ReactNode; show: () => void } {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== '?' || isTyping(event.target)) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  const dialog = (
    <Dialog open={open} title="快捷键" onClose={() => setOpen(false)}>
      {shortcuts.map(({ title, keys }) => (
        <View key={title} className="desk-nav__keys">
          <Text className="desk-nav__keys-title" {...a11y({ role: 'heading', level: 3 })}>
            {title}
          </Text>
          {keys.map(([key, what]) => (
            <View key={key} className="desk-nav__key">
              <Text className="desk-nav__cap">{key}</Text>
              <Text>{what}</Text>
            </View>
          ))}
        </View>
      ))}
    </Dialog>
  )
  return { dialog, show: () => setOpen(true) }
}
