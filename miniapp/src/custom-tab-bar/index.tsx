import { View } from '@tarojs/components'

/** weapp asks for a custom tab bar of its own; ours is drawn by each page, so that it follows the text size. */
export default function CustomTabBar() {
  return <View />
}
