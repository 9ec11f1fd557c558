import { Text, View } from '@tarojs/components'
import { a11y } from '../../../a11y/a11y'
import './figures.scss'

interface FiguresProps {
  figures: readonly { name: string; value: number }[]
}

/** A few numbers with their names, the numbers large. */
export function Figures({ figures }: FiguresProps) {
  return (
    <View className="figures" {...a11y({ role: 'group', label: '总数' })}>
      {figures.map(({ name, value }) => (
        <View className="figures__one" key={name}>
          <Text className="figures__value" {...a11y({ label: `${grouped(value)} ${name}` })}>
            {grouped(value)}
          </Text>
          <Text className="figures__name" {...a11y({ hidden: true })}>
            {name}
          </Text>
        </View>
      ))}
    </View>
  )
}

/** 3012 as 3,012. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
