import { Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'
import './pair.scss'

export interface PairLine {
  name: string
  left: string
  right: string
}

interface PairProps {
  /** What the two sides are: 登记册上, 第 41 行. */
  left: string
  right: string
  lines: readonly PairLine[]
}

/** Two rows side by side, line by line; where they differ it is said and marked. */
export function Pair({ left, right, lines }: PairProps) {
  return (
    <View className="pair" {...a11y({ role: 'table', label: `${left}，${right}` })}>
      <View className="pair__line pair__line--head" {...a11y({ role: 'row' })}>
        <Text className="pair__name" {...a11y({ role: 'columnheader', label: '栏目' })} />
        <Text className="pair__cell" {...a11y({ role: 'columnheader' })}>
          {left}
        </Text>
        <Text className="pair__cell" {...a11y({ role: 'columnheader' })}>
          {right}
        </Text>
      </View>
      {lines.map((line) => (
        <View
          className={line.left === line.right ? 'pair__line' : 'pair__line pair__line--differs'}
          key={line.name}
          {...a11y({ role: 'row' })}
        >
          <Text className="pair__name" {...a11y({ role: 'rowheader' })}>
            {line.left === line.right ? line.name : `${line.name}（不同）`}
          </Text>
          <Text className="pair__cell" {...a11y({ role: 'cell' })}>
            {line.left || '（空）'}
          </Text>
          <Text className="pair__cell" {...a11y({ role: 'cell' })}>
            {line.right || '（空）'}
          </Text>
        </View>
      ))}
    </View>
  )
}
