/** A mapping template of 25 lines that any Velocity engine can render. */
export const TEMPLATE = `#set($total = 0)
#set($title = "Order $order.id")
{
  "title": "$title",
  "customer": "$order.customer.name",
#if($order.customer.email)
  "email": "$order.customer.email",
#end
  "params": {
#foreach($param in $params)
    "$param.name": "$param.value"#if($velocityCount < $params.size()),#end

#end
  },
  "items": [
#foreach($item in $order.items)
#set($total = $total + $item.price)
    {
      "sku": "$item.sku.toUpperCase()",
      "price": $item.price,
      "size": "#if($item.price > 50)large#elseif($item.price > 20)medium#{else}small#end"
    }#if($velocityCount < $order.items.size()),#end

#end
  ],
  "total": $total
}
`;

/** What it is rendered with: an order of 10 items, and 7 parameters. */
export const CONTEXT = {
  order: {
    id: 4711,
    customer: { name: "Ada", email: "ada@example.com" },
    items: Array.from({ length: 10 }, (_, index) => ({ sku: `sku-${index}`, price: index * 9 })),
  },
  params: Array.from({ length: 7 }, (_, index) => ({ name: `p${index}`, value: `v${index}` })),
};
