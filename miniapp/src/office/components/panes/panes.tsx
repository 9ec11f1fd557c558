import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { landmark } from '../../../a11y/a11y'
import { useDesk } from '../../../components/table/use-desk'
import './panes.scss'

/** In CSS pixels; the same as `$two-panes` of the tokens. */
const twoPanes = 1000

/** Whether the window has room for a list with what is chosen beside it. */
export const useTwoPanes = (): boolean => useDesk(twoPanes)

interface PanesProps {
  list: ReactNode
  /** Beside the list on a desk; below it elsewhere. */
  side: ReactNode
  /** What a screen reader calls the side. */
  sideName: string
}

export function Panes({ list, side, sideName }: PanesProps) {
  return (
    <View className="panes">
      <View className="panes__list">{list}</View>
      <View className="panes__side" {...landmark('region', sideName)}>
        {side}
      </View>
    </View>
  )
}
