import { Text, View } from '@tarojs/components'
import { type ReactNode, useContext, useEffect, useId } from 'react'
import { createPortal } from 'react-dom'
import { a11y } from '../../a11y/a11y'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './dialog.scss'
import { InDialogContext } from './keyboard-room'
import { OverPageContext } from './over-page'
import { useDialogFocus } from './use-dialog-focus'

export interface DialogProps {
  open: boolean
  title: string
  onClose: () => void
  /** As wide as a desk allows, where there is much to look at. */
  wide?: boolean
  children?: ReactNode
  /** Buttons at the bottom, the primary one first. */
  actions?: ReactNode
}

/** A sheet from the bottom of the screen. The cross, the dark area behind it, or Escape closes it. */
export function Dialog({ open, title, onClose, wide, children, actions }: DialogProps) {
  const id = `dialog${useId().replace(/:/g, '')}`
  const page = useContext(OverPageContext)
  const cover = page?.open
  useEffect(() => (open ? cover?.(id) : undefined), [open, id, cover])
  // The page has a place for it from its second drawing on.
  const shown = open && page?.place !== null
  useDialogFocus(shown, id, onClose)
  if (!shown) return null
  const behind = page?.front !== undefined && page.front !== id
  const sheet = (
    <View className="dialog" {...a11y({ hidden: behind || undefined })}>
      <View className="dialog__shade" onClick={onClose} catchMove {...a11y({ hidden: true })} />
      <View
        className={wide ? 'dialog__sheet dialog__sheet--wide' : 'dialog__sheet'}
        id={id}
        {...a11y({ role: 'dialog', label: title, modal: true, tab: -1 })}
      >
        <View className="dialog__head">
          <Text className="dialog__title" {...a11y({ role: 'heading', level: 2 })}>
            {title}
          </Text>
          <Pressable className="dialog__close" label="关闭" onPress={onClose}>
            <Icon name="close" />
          </Pressable>
        </View>
        <View className="dialog__body">
          <InDialogContext.Provider value>{children}</InDialogContext.Provider>
        </View>
        {actions ? <View className="dialog__actions">{actions}</View> : null}
      </View>
    </View>
  )
  return page?.place ? createPortal(sheet, page.place) : sheet
}
