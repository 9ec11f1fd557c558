import { Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'
import './pair.scss'

export interface PairLine {
  name: string
  left: string
  right: string
  /** Shown even where both sides say the same. */
  always?: boolean
}

interface PairProps {
  /** What the two sides are: 登记册上, 第 41 行. */
  left: string
  right: string
  lines: readonly PairLine[]
}

/** Two rows side by side: what tells them apart, and in a line what they have in common. */
export function Pair({ left, right, lines }: PairProps) {
  const differs = (line: PairLine) => line.left !== line.right
  const shown = lines.filter((line) => line.always || differs(line))
  const alike = lines.filter((line) => !shown.includes(line)).map(({ name, left: both }) => `${name}${both}`)
  return (
    <>
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
        {shown.map((line) => (
          <Line key={line.name} line={line} differs={differs(line)} />
        ))}
      </View>
      {alike.length > 0 ? <Text className="pair__alike">{`两边一样：${alike.join('，')}`}</Text> : null}
    </>
  )
}

function Line({ line, differs }: { line: PairLine; differs: boolean }) {
  return (
    <View className={differs ? 'pair__line pair__line--differs' : 'pair__line'} {...a11y({ role: 'row' })}>
      <View className="pair__name" {...a11y({ role: 'rowheader' })}>
        <Text>{line.name}</Text>
        {differs ? <Text className="pair__differs">不同</Text> : null}
      </View>
      <Text className="pair__cell" {...a11y({ role: 'cell' })}>
        {line.left || '（空）'}
      </Text>
      <Text className="pair__cell" {...a11y({ role: 'cell' })}>
        {line.right || '（空）'}
      </Text>
    </View>
  )
}
