import { Text, View } from '@tarojs/components'
import './lead.scss'

/** 一句话说清: a notice's plain sentence, first and large. */
export function Lead({ children }: { children: string }) {
  return (
    <View className="lead">
      <Text className="lead__words" userSelect>
        {children}
      </Text>
    </View>
  )
}
