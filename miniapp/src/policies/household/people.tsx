import { Text, View } from '@tarojs/components'
import { a11y } from '../../a11y/a11y'
import { Button } from '../../components'

interface WhoProps {
  title: string
  taken: readonly string[]
  onChoose: (called: string) => void
}

const names = ['我', '老伴', '父亲', '母亲', '儿子', '女儿', '孙辈'] as const

/** Of whom it is asked: each of the family by what they are called at home, never by name. */
export function Who({ title, taken, onChoose }: WhoProps) {
  return (
    <View className="household__question">
      <Text className="household__ask" {...a11y({ role: 'heading', level: 2 })}>
        {title}
      </Text>
      <View className="household__choices">
        {names
          .filter((one) => !taken.includes(one))
          .map((one) => (
            <Button key={one} kind="secondary" onPress={() => onChoose(one)}>
              {one === '我' ? '我自己' : one}
            </Button>
          ))}
      </View>
    </View>
  )
}
