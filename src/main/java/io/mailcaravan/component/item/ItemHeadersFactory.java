package io.mailcaravan.component.item;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.HeadersMapFactory;

/** Lets an exchange have {@link ItemHeaders} as they are; everything else is as it was before. */
public final class ItemHeadersFactory implements HeadersMapFactory {

    private final HeadersMapFactory others;

    private ItemHeadersFactory(HeadersMapFactory others) {
        this.others = others;
    }

    public static void install(CamelContext context) {
        HeadersMapFactory now = context.getCamelContextExtension().getHeadersMapFactory();
        if (!(now instanceof ItemHeadersFactory)) {
            context.getCamelContextExtension().setHeadersMapFactory(new ItemHeadersFactory(now));
        }
    }

    @Override
    public Map<String, Object> newMap() {
        return others.newMap();
    }

    @Override
    public Map<String, Object> newMap(Map<String, Object> map) {
        return others.newMap(map);
    }

    @Override
    public boolean isInstanceOf(Map<String, Object> map) {
        return map instanceof ItemHeaders || others.isInstanceOf(map);
    }

    @Override
    public boolean isCaseInsensitive() {
        return others.isCaseInsensitive();
    }
}
