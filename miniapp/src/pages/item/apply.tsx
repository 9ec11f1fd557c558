import type { Item } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { Button, Card, Elements } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { type Copy, useCopy } from '../../widgets/copy/copy'
import './item.scss'

/** 我要办: what to bring, where, whom to ask; and where it is stuck, the way to say so. */
export function Apply({ item, region }: { item: Item; region: string }) {
  const { apply } = item
  const { copy, byHand } = useCopy()
  if (!apply) return null
  const { materials, place, phone, url } = apply
  return (
    <Card title="我要办">
      <Elements
        items={[
          { name: '要带什么', text: materials.map((one) => `· ${one}`).join('\n') },
          { name: '在哪里办', text: place },
          { name: '问谁', text: `拨打 ${phone}` },
        ]}
      />
      <View className="item-apply">
        {url ? <Button onPress={() => void openSite(url, copy)}>网上办</Button> : null}
        <Button
          kind="secondary"
          onPress={() => goToPolicies('appeal', { region, item: item.no, title: item.level2 })}
        >
          有难处，写诉求
        </Button>
      </View>
      {byHand}
      {url ? (
        <Text className="item-apply__note">会打开“一网通办”网站；微信里先复制网址，再到浏览器打开。</Text>
      ) : null}
    </Card>
  )
}

/** A mini-program opens no other site: its address is copied. */
async function openSite(url: string, copy: Copy['copy']): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    window.open(url, '_blank', 'noopener')
    return
  }
  await copy(url, '网址复制好了，到浏览器里粘贴打开')
}
