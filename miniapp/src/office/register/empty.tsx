import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card } from '../../components'
import { goToOffice } from '../../hooks/navigation'
import { NewHousehold } from './new-household'

interface EmptyProps {
  region: string
  onMade: () => Promise<void>
}

/** Nothing is registered yet: the one way in, and what is kept of whom. */
export function Empty({ region, onMade }: EmptyProps) {
  const [adding, setAdding] = useState(false)
  return (
    <View className="register__empty">
      <Card title="先把村里的户籍册放进来">
        <Text className="register__line">
          有电子表格就行：户号、户主、姓名、与户主关系这些列，顺序不限，多出来的列不要紧。先看认得对不对，再决定放不放进来，放错了可以整批撤回。
        </Text>
        <Button icon="document" onPress={() => goToOffice('import', { region })}>
          导入户籍册
        </Button>
        <Button kind="quiet" onPress={() => setAdding(true)}>
          没有表格，一户一户地写
        </Button>
      </Card>
      <Card title="登记些什么" tone="info">
        <Text className="register__line">
          每个人只登记：姓名、哪一户、与户主关系、性别、出生年份、组、是不是集体经济组织成员、手机。手机加密保存。
        </Text>
        <Text className="register__line">
          身份证号、银行卡号一概不登记。表格里有身份证号，只在导入时用来分清同名的人，用完就丢掉，不保存。
        </Text>
      </Card>
      <NewHousehold
        region={region}
        open={adding}
        onClose={() => setAdding(false)}
        onMade={() => void onMade()}
      />
    </View>
  )
}
