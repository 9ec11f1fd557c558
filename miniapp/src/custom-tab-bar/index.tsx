import { View } from '@tarojs/components'

/** weapp requires this component. It is empty: each page draws the tab bar itself, in the chosen text size. */
export default function CustomTabBar() {
  return <View />
}
