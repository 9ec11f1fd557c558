import { Text, View } from '@tarojs/components'
import './lead.scss'

/** 一句话说清: the plain sentence of a notice, large. */
export function Lead({ children }: { children: string }) {
  return (
    <View className="lead">
      <Text className="lead__words" userSelect>
        {children}
      </Text>
    </View>
  )
}
