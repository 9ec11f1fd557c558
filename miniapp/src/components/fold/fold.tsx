import { Text, View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Icon } from '../icon/icon'
import { Pressable } from '../pressable/pressable'
import './fold.scss'

export interface FoldProps {
  title: string
  /** A few words beside the title about what is inside. */
  note?: string
  open?: boolean
  /** Without padding, for rows that have their own. */
  flush?: boolean
  children: ReactNode
}

/** Hides what few people need; a tap on the title shows it. */
export function Fold({ title, note, open: atFirst = false, flush, children }: FoldProps) {
  const [open, setOpen] = useState(atFirst)
  return (
    <View className={open ? 'fold fold--open' : 'fold'}>
      <Pressable
        className="fold__head"
        label={note ? `${title}，${note}` : title}
        expanded={open}
        onPress={() => setOpen(!open)}
      >
        <View className="fold__words">
          <Text className="fold__title">{title}</Text>
          {note ? <Text className="fold__note">{note}</Text> : null}
        </View>
        <View className="fold__sign">
          <Icon name="down" />
        </View>
      </Pressable>
      {open ? (
        <View className={flush ? 'fold__body fold__body--flush' : 'fold__body'}>{children}</View>
      ) : null}
    </View>
  )
}
