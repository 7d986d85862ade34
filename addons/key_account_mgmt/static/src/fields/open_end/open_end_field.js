import { registry } from "@web/core/registry";
import { FloatField, floatField } from "@web/views/fields/float/float_field";

/** A number that may be left empty, which is not the same as zero. */
export class OpenEndField extends FloatField {
    parse(value) {
        return value.trim() === "" ? false : super.parse(value);
    }
}

registry.category("fields").add("open_end", { ...floatField, component: OpenEndField });
