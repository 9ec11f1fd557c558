import { View } from '@tarojs/components'
import { useShareAppMessage } from '@tarojs/taro'
import { plainCard } from '../../format/card'
import { useRegion } from '../../hooks/use-region'
import { NoRegion, Page, TextSizeButton } from '../../widgets'
import { Browse } from './browse'
import { OwnPackage } from './own-package'
import './policies.scss'

/** 政策: what fits one's own enterprise first, then everything else that there is. */
export default function Policies() {
  const code = useRegion()
  useShareAppMessage(() => ({
    title: '您的企业能享受哪些政策？',
    path: '/pages/policies/index',
    imageUrl: plainCard,
  }))
  return (
    <Page title="政策" tab="policies" wide={code !== null} action={<TextSizeButton />}>
      {code === null ? (
        <NoRegion />
      ) : (
        <View className="policies-panes">
          <View className="policies-panes__own">
            <OwnPackage />
          </View>
          <View className="policies-panes__all">
            <Browse place={code} />
          </View>
        </View>
      )}
    </Page>
  )
}
